package naru.server;

/** What a site gives out. */
public sealed interface Content permits Folder, Page {}
