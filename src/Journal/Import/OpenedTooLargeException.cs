namespace Regulars.Journal.Import;

/// <summary>A gzip or zip holds more bytes than may be opened of it.</summary>
public sealed class OpenedTooLargeException() : Exception("The compressed file holds more than may be opened of it.");
