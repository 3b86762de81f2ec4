using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Regulars.Storage;

namespace Regulars.Host.Web;

/// <summary>Keys of cookies and tokens: in the data folder, or in the database sealed by REGULARS_SECRET where nodes share it.</summary>
internal static class KeyRing
{
    public static void Add(IServiceCollection services, Installation installation)
    {
        var protection = services.AddDataProtection().SetApplicationName("regulars");
        if (installation.SharedSecret is { } secret)
        {
            services.Configure<KeyManagementOptions>(options => options.XmlRepository = new SealedRepository(installation.Database, secret));
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(installation.Folder.Secrets, "cookies")));
        }
    }

    /// <summary>Keeps keys in the database as AES-GCM ciphertext.</summary>
    private sealed class SealedRepository(Database database, byte[] secret) : IXmlRepository
    {
        private const int NonceSize = 12;

        private const int TagSize = 16;

        public IReadOnlyCollection<XElement> GetAllElements() =>
            [.. database.Query<string>("SELECT body FROM key_ring").Select(body => XElement.Parse(Open(Convert.FromBase64String(body))))];

        public void StoreElement(XElement element, string friendlyName) => database.Write(transaction => transaction.Execute(
            "INSERT INTO key_ring (name, body) VALUES (@friendlyName, @body) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            new { friendlyName, body = Convert.ToBase64String(Seal(element.ToString(SaveOptions.DisableFormatting))) }));

        private byte[] Seal(string text)
        {
            var plain = Encoding.UTF8.GetBytes(text);
            var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
            RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
            using var cipher = new AesGcm(secret, TagSize);
            cipher.Encrypt(
                sealedBytes.AsSpan(0, NonceSize), plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize));
            return sealedBytes;
        }

        private string Open(byte[] sealedBytes)
        {
            var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
            using var cipher = new AesGcm(secret, TagSize);
            cipher.Decrypt(
                sealedBytes.AsSpan(0, NonceSize), sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize), plain);
            return Encoding.UTF8.GetString(plain);
        }
    }
}
