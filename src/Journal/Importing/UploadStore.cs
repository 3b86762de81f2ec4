using System.Text.Json;
using Regulars.Journal.Import;
using Regulars.Kernel;

namespace Regulars.Journal.Importing;

/// <summary>The folder in which uploaded files wait until they are imported.</summary>
/// <param name="Path">Its path; made when it is missing.</param>
public sealed record UploadFolder(string Path);

/// <summary>A file that was uploaded, and how far its import has come.</summary>
/// <param name="Id">Identifies the upload.</param>
/// <param name="FileName">The name that its owner knows.</param>
/// <param name="UploadedAt">When it came, in microseconds since 1970 UTC.</param>
/// <param name="Mapping">The mapping corrected by hand, as JSON; null for what is recognised.</param>
/// <param name="StartedBy">Who started the import; null before.</param>
public sealed record Upload(Guid Id, string FileName, long UploadedAt, string? Mapping, string? StartedBy);

/// <summary>Keeps uploaded files with their state beside them, so that an import goes on after a restart.</summary>
internal sealed class UploadStore(UploadFolder folder, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Writes the file piece by piece; nothing is left when that fails.</summary>
    public async Task<Upload> SaveAsync(string fileName, Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Path);
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        var upload = new Upload(
            Uuid.New(clock), name.Length > LongestName ? name[^LongestName..] : name, Instant.Now(clock).Microseconds, null, null);
        try
        {
            await using (var file = File.Create(ContentPath(upload.Id)))
            {
                await content.CopyToAsync(file, cancellation);
            }

            Write(upload);
            return upload;
        }
        catch
        {
            File.Delete(ContentPath(upload.Id));
            throw;
        }
    }

    /// <summary>The upload by its id; null when it is not there any more.</summary>
    public Upload? Find(Guid id)
    {
        var path = StatePath(id);
        return File.Exists(path) && File.Exists(ContentPath(id)) ? JsonSerializer.Deserialize<Upload>(File.ReadAllText(path)) : null;
    }

    /// <summary>Keeps a changed state; a reader sees the old one or the new one whole.</summary>
    public void Write(Upload upload)
    {
        var draft = StatePath(upload.Id) + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(upload));
        File.Move(draft, StatePath(upload.Id), overwrite: true);
    }

    /// <summary>The bytes, under the name that the owner knows.</summary>
    public ImportSource Source(Upload upload) => ImportSource.FromFile(ContentPath(upload.Id)) with { FileName = upload.FileName, MostOpened = ImportSource.MostOpenedOfUpload };

    /// <summary>Removes the file and its state.</summary>
    public void Delete(Guid id)
    {
        File.Delete(StatePath(id));
        File.Delete(ContentPath(id));
    }

    /// <summary>Every upload that is there.</summary>
    public IReadOnlyList<Upload> All() => !Directory.Exists(folder.Path) ? [] :
    [
        .. Directory.EnumerateFiles(folder.Path, "*.json")
            .Select(path => Guid.TryParse(Path.GetFileNameWithoutExtension(path), out var id) ? Find(id) : null)
            .OfType<Upload>(),
    ];

    private string ContentPath(Guid id) => Path.Combine(folder.Path, $"{id:N}.upload");

    private string StatePath(Guid id) => Path.Combine(folder.Path, $"{id:N}.json");
}
