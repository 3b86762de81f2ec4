using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Regulars.Storage;

/// <summary>The values of a prepared statement, going in and coming out, by the library's own calls.</summary>
/// <remarks>A large write binds hundreds of values and an answer has thousands; the usual wrappers hold on to the statement anew for each, which
/// takes several times as long as the call. Whoever uses this keeps the statement alive.</remarks>
internal readonly unsafe partial struct SqliteValues(sqlite3_stmt statement)
{
    private const string Library = "e_sqlite3";

    /// <summary>A text of so many characters travels without memory of its own.</summary>
    private const int Short = 256;

    /// <summary>The library makes a copy before the call ends.</summary>
    private const nint Copied = -1;

    private readonly nint statement = statement.DangerousGetHandle();

    public void BindNull(int position) => Check(BindNull(statement, position));

    public void Bind(int position, long value) => Check(BindLong(statement, position, value));

    public void Bind(int position, double value) => Check(BindReal(statement, position, value));

    public void Bind(int position, ReadOnlySpan<byte> bytes)
    {
        // Nothing at all would be taken for null.
        byte nothing = 0;
        fixed (byte* first = bytes)
        {
            Check(BindBytes(statement, position, first is null ? &nothing : first, bytes.Length, Copied));
        }
    }

    public void Bind(int position, string text)
    {
        Span<byte> room = stackalloc byte[3 * Short];
        var bytes = text.Length > Short ? Encoding.UTF8.GetBytes(text) : room[..Encoding.UTF8.GetBytes(text, room)];
        byte nothing = 0;
        fixed (byte* first = bytes)
        {
            Check(BindText(statement, position, first is null ? &nothing : first, bytes.Length, Copied));
        }
    }

    public bool IsNull(int column) => Type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => Long(statement, column);

    public double Real(int column) => Real(statement, column);

    public ReadOnlySpan<byte> Bytes(int column) => new(Blob(statement, column), Length(statement, column));

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(statement, column), Length(statement, column));

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException("A value was not taken.", code);
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int BindNull(nint statement, int position);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int BindLong(nint statement, int position, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int BindReal(nint statement, int position, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int BindBytes(nint statement, int position, byte* bytes, int length, nint whose);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int BindText(nint statement, int position, byte* text, int length, nint whose);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int Type(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial long Long(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial double Real(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial byte* Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial byte* Utf8(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int Length(nint statement, int column);
}
