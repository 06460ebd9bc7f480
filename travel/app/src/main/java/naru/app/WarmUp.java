package naru.app;

import java.nio.file.Path;
import java.util.Optional;
import naru.connection.BodySink;
import naru.connection.Connector;
import naru.names.BrowserCache;
import naru.time.Time;
import naru.visit.BrowsingSession;
import naru.visit.VisitSettings;
import naru.wire.Name;
import naru.world.World;

/**
 * Makes the process ready before a visit's clock starts, so that no figure contains the loading of
 * classes. In a world of our own the visit is rehearsed and everything that it left in the caches
 * forgotten; elsewhere nothing may be asked that would leave traces.
 */
final class WarmUp {
  /** So many that the phases of the visit and of one after it agree within a factor of two. */
  private static final int REHEARSALS = 2;

  private static final String REHEARSED = "https://www.naru.test/";

  private final Time time;
  private final Places places;
  private final Internet internet;
  private final Connector connector;
  private final VisitSettings settings;

  WarmUp(Time time, Places places, Internet internet, Connector connector, VisitSettings settings) {
    this.time = time;
    this.places = places;
    this.internet = internet;
    this.connector = connector;
    this.settings = settings;
  }

  void run() {
    connector.prepare(settings.versions());
    Optional<World> own =
        switch (internet) {
          case Internet.Inside(_, Optional<World> world, _) -> world;
          case Internet.Real() -> Optional.empty();
        };
    own.ifPresentOrElse(this::rehearse, this::rehearseAside);
  }

  /** On a stage of our own: whoever is asked for real would remember it. */
  private void rehearseAside() {
    for (int i = 0; i < REHEARSALS; i++) {
      connector.warm();
    }
    if (PrivateDirectory.open(places) instanceof PrivateDirectory.Opened.Open(var directory)) {
      for (int i = 0; i < REHEARSALS; i++) {
        StageNames.rehearse(time, directory.path());
      }
      directory.close();
    }
  }

  /** By a connector of its own: a session kept from here would shorten the visit's handshake. */
  private void rehearse(World world) {
    Connector another = connector.alike();
    for (int i = 0; i < REHEARSALS; i++) {
      rehearse(another);
      world.resolver().flush(Name.ROOT);
      world.operatingSystem().cache().flush(Name.ROOT);
      another = connector.alike();
    }
  }

  private void rehearse(Connector another) {
    // No hosts file: a line in it could send the rehearsal to somebody's server.
    RoadOptions plainRoad = new RoadOptions();
    plainRoad.hosts = Optional.of(Path.of("/dev/null"));
    Road way = new Road(time, places, plainRoad);
    if (way.build(internet, new BrowserCache(time)) instanceof Road.Built.Open built) {
      VisitSettings plain = VisitSettings.USUAL.dialling(settings.dialling());
      var _ =
          new BrowsingSession(time, built.lookup(), another, plain)
              .visit(REHEARSED, BodySink.discarding());
      Foreground.closeAll(built.open());
    }
  }
}
