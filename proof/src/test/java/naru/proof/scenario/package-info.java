/**
 * Plays scenarios that others wrote for their resolvers against ours: text files with a
 * configuration, canned answers of servers, and steps of clients and clock.
 *
 * <p>In the order of a play: {@link naru.proof.scenario.ScenarioReader} makes a {@link
 * naru.proof.scenario.Scenario} of a file; {@link naru.proof.scenario.ScenarioConfig} makes its
 * configuration block ours; {@link naru.proof.scenario.Player} runs the steps on simulated time,
 * with {@link naru.proof.scenario.ScriptedNetwork} in place of the internet; {@link
 * naru.proof.scenario.Comparison} judges each answer; {@link naru.proof.scenario.Play} does that
 * with whole directories. The files themselves are not part of this project.
 */
@NullMarked
package naru.proof.scenario;

import org.jspecify.annotations.NullMarked;
