using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Regulars.Storage;

/// <summary>Files as SQLite opens them, but for the log of the one connection that writes: what a transaction appends to it is gathered in
/// memory and handed to the kernel at once, when the transaction is complete.</summary>
/// <remarks>SQLite writes two small pieces for each page it logs, and each costs a call of the kernel that takes longer than the rest of the
/// page. It ends a transaction by a sync of the log before anybody can see it; here that hands over what is gathered, so that a disk
/// that is full still fails the transaction. Making it durable is <see cref="LogSync"/>'s work. The syncs that keep the file whole, at the head of
/// the log and while it is folded, carry another flag and are done.</remarks>
internal sealed unsafe partial class GatheredLog : IDisposable
{
    /// <summary>How the connection is to be set, so that the sync that ends a transaction differs from those that keep the file whole.</summary>
    public const string Settings = "PRAGMA synchronous=FULL; PRAGMA checkpoint_fullfsync=ON; ";

    /// <summary>So much is gathered at most before it is handed over: a transaction is usually far smaller.</summary>
    private const int Room = 1 << 20;

    /// <summary>SQLite writes less than 128 KiB in one call and would take a longer piece for a full disk.</summary>
    private const int Piece = 1 << 16;

    private const string Library = "e_sqlite3";

    private const int Ok = 0;

    private const int OpensLog = 0x0008_0000;

    private const int KeepsWhole = 3;

    private static long last;

    private readonly System* system;

    /// <summary>Makes what files are opened by under <see cref="Name"/>.</summary>
    /// <param name="isTemporary">Whether nothing is ever synced, for the file need not survive.</param>
    public GatheredLog(bool isTemporary)
    {
        var usual = FindSystem(null);
        Name = $"regulars-{Interlocked.Increment(ref last)}";
        system = (System*)NativeMemory.AllocZeroed((nuint)sizeof(System));
        *system = *usual;
        system->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        system->Next = null;
        system->Open = isTemporary ? &OpenTemporary : &Open;
        if (RegisterSystem(system, 0) != Ok)
        {
            throw new InvalidOperationException("SQLite took no files of ours.");
        }
    }

    /// <summary>What a connection names to open its files so.</summary>
    public string Name { get; }

    /// <summary>To be called when no connection uses it any more.</summary>
    public void Dispose()
    {
        _ = UnregisterSystem(system);
        Marshal.FreeCoTaskMem((nint)system->Name);
        NativeMemory.Free(system);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(System* system, byte* name, OpenFile* file, int flags, int* opened) => Open(name, file, flags, opened, isTemporary: false);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OpenTemporary(System* system, byte* name, OpenFile* file, int flags, int* opened) => Open(name, file, flags, opened, isTemporary: true);

    private static int Open(byte* name, OpenFile* file, int flags, int* opened, bool isTemporary)
    {
        var usual = FindSystem(null);
        var code = usual->Open(usual, name, file, flags, opened);
        var isLog = (flags & OpensLog) != 0;
        if (code != Ok || !(isLog || isTemporary))
        {
            return code;
        }

        var log = (Log*)NativeMemory.AllocZeroed((nuint)sizeof(Log));
        log->Usual = file->Calls;
        log->Calls = *file->Calls;
        log->Calls.Close = &Close;
        log->Calls.Sync = &Sync;
        log->IsTemporary = isTemporary;
        if (isLog)
        {
            log->Calls.Read = &Read;
            log->Calls.Write = &Write;
            log->Calls.Truncate = &Truncate;
            log->Calls.Size = &Size;
            log->Gathered = (byte*)NativeMemory.Alloc(Room);
        }

        file->Calls = &log->Calls;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* bytes, int count, long position)
    {
        var log = (Log*)file->Calls;
        if (position != log->Begin + log->Length || log->Length + count > Room)
        {
            if (HandOver(file, log) is not Ok and var code)
            {
                return code;
            }

            log->Begin = position;
        }

        if (count > Room)
        {
            return log->Usual->Write(file, bytes, count, position);
        }

        Buffer.MemoryCopy(bytes, log->Gathered + log->Length, Room - log->Length, count);
        log->Length += count;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* bytes, int count, long position)
    {
        var log = (Log*)file->Calls;
        return HandOver(file, log) is not Ok and var code ? code : log->Usual->Read(file, bytes, count, position);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long length)
    {
        var log = (Log*)file->Calls;
        return HandOver(file, log) is not Ok and var code ? code : log->Usual->Truncate(file, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var log = (Log*)file->Calls;
        var code = HandOver(file, log);
        return code == Ok && (flags & KeepsWhole) == KeepsWhole && !log->IsTemporary ? log->Usual->Sync(file, flags) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* length)
    {
        var log = (Log*)file->Calls;
        return HandOver(file, log) is not Ok and var code ? code : log->Usual->Size(file, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        var log = (Log*)file->Calls;
        var handed = HandOver(file, log);
        file->Calls = log->Usual;
        NativeMemory.Free(log->Gathered);
        NativeMemory.Free(log);
        var closed = file->Calls->Close(file);
        return handed == Ok ? closed : handed;
    }

    /// <summary>Gives what is gathered to the kernel. What it did not take is not written: the transaction fails and is written again if it is tried again.</summary>
    private static int HandOver(OpenFile* file, Log* log)
    {
        var length = log->Length;
        log->Length = 0;
        for (var begin = 0; begin < length; begin += Piece)
        {
            if (log->Usual->Write(file, log->Gathered + begin, Math.Min(Piece, length - begin), log->Begin + begin) is not Ok and var code)
            {
                return code;
            }
        }

        return Ok;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial System* FindSystem(string? name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int RegisterSystem(System* system, int makeDefault);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_unregister")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int UnregisterSystem(System* system);

    /// <summary>The library's <c>sqlite3_vfs</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct System
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public System* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<System*, byte*, OpenFile*, int, int*, int> Open;
        public Others Rest;

        /// <summary>Delete, access, full path, four for loading libraries, randomness, sleep, time, last error, precise time, three for system calls.</summary>
        [InlineArray(15)]
        public struct Others
        {
            private nint first;
        }
    }

    /// <summary>The library's <c>sqlite3_file</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public Methods* Calls;
    }

    /// <summary>The library's <c>sqlite3_io_methods</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> Size;
        public Others Rest;

        /// <summary>Lock, unlock, whether reserved, control, sector size, characteristics, four for shared memory, fetch, unfetch.</summary>
        [InlineArray(12)]
        public struct Others
        {
            private nint first;
        }
    }

    /// <summary>An open file: first what SQLite calls, then what belongs to it. Only a log gathers.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Log
    {
        public Methods Calls;
        public Methods* Usual;
        public byte* Gathered;
        public int Length;
        public long Begin;
        public bool IsTemporary;
    }
}
