using System.Globalization;
using System.Security.Cryptography;

namespace Regulars.Storage;

/// <summary>The folder of one installation: its database, its secrets beside it, its backups; locked while a program runs on it.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream lockFile;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The SQLite file.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "regulars.db");

    /// <summary>Where backups are put.</summary>
    public string Backups => Made("backups");

    /// <summary>Where keys and secrets lie, apart from the database.</summary>
    public string Secrets => Made("secrets");

    /// <summary>Where files wait that were given for import.</summary>
    public string Uploads => Made("uploads");

    /// <summary>Opens the folder, making it when it is missing, and locks it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="isShared">Whether several programs may use it at once, because the data lie elsewhere.</param>
    /// <exception cref="DataFolderException">Another program holds it.</exception>
    public static DataFolder Open(string path, bool isShared = false)
    {
        var full = System.IO.Path.GetFullPath(path);
        MakePrivate(full);
        var lockPath = System.IO.Path.Combine(full, "lock");
        try
        {
            var held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, isShared ? FileShare.ReadWrite : FileShare.None, 1);
            return new DataFolder(full, held);
        }
        catch (IOException)
        {
            throw new DataFolderException($"Another regulars is running on {full}. Stop it, use its console, or choose another folder with --data.");
        }
    }

    /// <summary>A secret of 32 random bytes, made the first time it is asked for.</summary>
    public byte[] Secret(string name)
    {
        var file = System.IO.Path.Combine(Secrets, name);
        if (!File.Exists(file))
        {
            WritePrivate(file, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        }

        return Convert.FromHexString(File.ReadAllText(file).Trim());
    }

    /// <summary>The name of a new backup, by the time it is taken.</summary>
    public string NewBackup(TimeProvider clock, string extension) => System.IO.Path.Combine(
        Backups,
        string.Create(CultureInfo.InvariantCulture, $"regulars-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}{extension}"));

    /// <inheritdoc/>
    public void Dispose() => lockFile.Dispose();

    private static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Made(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        MakePrivate(path);
        return path;
    }
}

/// <summary>The data folder cannot be used; the message says why and what to do.</summary>
public sealed class DataFolderException(string message) : Exception(message);
