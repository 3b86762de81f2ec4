using System.IO.Compression;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Reading;

/// <summary>What the text of a file is wrapped in, told by the first bytes and never by the name.</summary>
public enum ContainerKind
{
    /// <summary>The text itself.</summary>
    Plain,

    /// <summary>A gzip stream.</summary>
    Gzip,

    /// <summary>A zip archive with one data file.</summary>
    Zip,
}

/// <summary>Opens the text inside a file.</summary>
internal static class Container
{
    private static readonly string[] DocumentMembers = ["xl/", "word/", "ppt/", "content.xml", "Index/"];

    public static Result<ContainerKind> Recognise(ImportSource source)
    {
        using var stream = source.Open();
        Span<byte> head = stackalloc byte[8];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        if (read == 0)
        {
            return ImportRefusals.FileEmpty();
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return ContainerKind.Gzip;
        }

        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return RecogniseZip(source);
        }

        return IsKnownBinary(head)
            ? (Result<ContainerKind>)(ImportRefusals.FileBinary())
            : (Result<ContainerKind>)(ContainerKind.Plain);
    }

    /// <summary>The stream of the text; what is disposed with it is the file.</summary>
    /// <param name="file">The bytes of the file as it lies.</param>
    /// <param name="kind">What the text is wrapped in.</param>
    /// <param name="mostOpened">More bytes of text are not given where it is wrapped.</param>
    public static Stream Open(CountingStream file, ContainerKind kind, long mostOpened) => kind switch
    {
        ContainerKind.Gzip => new CountingStream(new GZipStream(file, CompressionMode.Decompress), mostOpened),
        ContainerKind.Zip => new CountingStream(OpenMember(file), mostOpened),
        _ => file,
    };

    private static Result<ContainerKind> RecogniseZip(ImportSource source)
    {
        try
        {
            using var archive = new ZipArchive(source.Open(), ZipArchiveMode.Read);
            if (archive.Entries.Any(entry => DocumentMembers.Any(entry.FullName.StartsWith)))
            {
                return ImportRefusals.FileWorkbook();
            }

            var members = archive.Entries.Where(IsData).Select(entry => entry.Name).ToList();
            return members.Count switch
            {
                1 => (Result<ContainerKind>)(ContainerKind.Zip),
                0 => (Result<ContainerKind>)(ImportRefusals.FileEmpty()),
                _ => (Result<ContainerKind>)(ImportRefusals.ZipSeveral(members)),
            };
        }
        catch (InvalidDataException)
        {
            return ImportRefusals.ContainerDamaged();
        }
    }

    private static Stream OpenMember(CountingStream file) =>
        new ZipArchive(file, ZipArchiveMode.Read).Entries.First(IsData).Open();

    private static bool IsData(ZipArchiveEntry entry) =>
        entry.Length > 0 && entry.Name.Length > 0 && entry.Name[0] != '.' && !entry.FullName.StartsWith("__MACOSX/");

    private static bool IsKnownBinary(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF"u8) || head.StartsWith("SQLite"u8) || head.StartsWith("Rar!"u8) || head.StartsWith("7z"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || head.StartsWith((ReadOnlySpan<byte>)[0x7F, 0x45, 0x4C, 0x46]);
}
