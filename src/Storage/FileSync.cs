using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Regulars.Storage;

/// <summary>Makes what was written to a file durable.</summary>
/// <remarks>Asks the kernel itself where there is one to ask: the framework's own call keeps silent when the disk does not take what was written.</remarks>
public static partial class FileSync
{
    /// <summary>A signal came in between: to be asked again.</summary>
    private const int Interrupted = 4;

    /// <summary>Ends when everything that was written to the file is durable.</summary>
    /// <exception cref="IOException">It is not known what the disk holds.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (SyncFile(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFile(SafeFileHandle file);
}
