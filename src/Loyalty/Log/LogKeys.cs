using System.Security.Cryptography;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>The key that signs the log, and the last checkpoint that was signed with it: both apart from the database, so that an older database is noticed.</summary>
/// <param name="folder">The folder of secrets.</param>
/// <param name="sharedSecret">The secret that nodes share, from which all make the same key; null where one node has its own.</param>
public sealed class LogKeys(string folder, byte[]? sharedSecret)
{
    private const string Origin = "regulars.invalid/";

    private readonly Lazy<SigningKey> first = new(() => Load(folder, sharedSecret));

    private string LastFile => Path.Combine(folder, "log-checkpoint");

    /// <summary>The name under which the log is known; that of its key.</summary>
    public string Name => first.Value.Verifier.Name;

    /// <summary>The key of the log, or of the one that was continued after a restored backup: each log has a name of its own.</summary>
    /// <param name="log">The number of the log; the first has 1.</param>
    internal SigningKey Of(int log) => log == 1 ? first.Value : first.Value.Named($"{Name}/{log}").Value;

    /// <summary>The last signed checkpoint, as a note; null before the first.</summary>
    internal string? Last => File.Exists(LastFile) ? File.ReadAllText(LastFile) : null;

    /// <summary>Remembers what is signed, durably, before anybody sees it.</summary>
    internal void Remember(string note)
    {
        var written = LastFile + ".new";
        using (var file = new FileStream(written, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(note));
            file.Flush();
            FileSync.Sync(file.SafeFileHandle);
        }

        File.Move(written, LastFile, overwrite: true);
    }

    private static SigningKey Load(string folder, byte[]? sharedSecret)
    {
        if (sharedSecret is not null)
        {
            var name = Origin + Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, sharedSecret, 8, "log name"u8.ToArray()));
            return SigningKey.FromSeed(name, HKDF.Expand(HashAlgorithmName.SHA256, sharedSecret, 32, "log key"u8.ToArray())).Value;
        }

        var file = Path.Combine(folder, "log.key");
        if (!File.Exists(file))
        {
            using var made = SigningKey.Generate(Origin + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))).Value;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(file, options);
            writer.Write(made.ToPrivateText());
        }

        return SigningKey.Parse(File.ReadAllText(file).Trim()).Value;
    }
}
