package naru.rules.example.resolver.inner;

/** Nobody outside its room should know this. */
public final class Inner {}
