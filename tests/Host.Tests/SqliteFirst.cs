using System.Runtime.CompilerServices;
using Regulars.Storage;

namespace Regulars.Host.Tests;

/// <summary>SQLite is set up before any test opens a file of it by itself.</summary>
internal static class SqliteFirst
{
    [ModuleInitializer]
    internal static void SetUp() => RuntimeHelpers.RunClassConstructor(typeof(SqliteDatabase).TypeHandle);
}
