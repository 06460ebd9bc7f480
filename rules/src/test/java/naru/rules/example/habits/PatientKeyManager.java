package naru.rules.example.habits;

import javax.net.ssl.KeyManager;

/** The word is JSSE's own, so it may stay. */
public final class PatientKeyManager implements KeyManager {}
