using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The state of a file on Linux: its kind, its number of names (hard links), and whether it can be changed.</summary>
/// <param name="Mode">The file's kind and rights.</param>
/// <param name="Links">Number of names; 0 once the file is deleted.</param>
/// <param name="Attributes">Attributes of the file system.</param>
internal readonly record struct FileState(ushort Mode, uint Links, ulong Attributes)
{
    private const int ThisDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicStats = 0x7FF; // STATX_BASIC_STATS
    private const ulong Immutable = 0x10; // STATX_ATTR_IMMUTABLE
    private const ulong AppendOnly = 0x20; // STATX_ATTR_APPEND
    private const int Kinds = 0xF000; // S_IFMT
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether the file may be neither changed nor renamed nor replaced, even by its owner.</summary>
    public bool IsImmutable => (Attributes & (Immutable | AppendOnly)) != 0;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & Kinds) == Folder;

    /// <summary>The state of an open file.</summary>
    /// <exception cref="IOException">The system call failed.</exception>
    public static FileState Of(SafeFileHandle file)
    {
        var isAdded = false;
        try
        {
            file.DangerousAddRef(ref isAdded);
            return Read((int)file.DangerousGetHandle(), "", EmptyPath) is { } state
                ? state
                : throw new IOException($"the state of the file is unknown: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            if (isAdded)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>
    /// The state of the file at a path. For a symbolic link, this is the state of the link itself. Null if there is no such file or it is
    /// not accessible.
    /// </summary>
    public static FileState? Of(string path) => OperatingSystem.IsLinux() ? Read(ThisDirectory, path, NoFollow) : null;

    /// <summary>Why the file must not be opened as a file of an export; null if it may be opened.</summary>
    /// <param name="mayHaveNames">Whether the file may have several names.</param>
    public string? FaultOfOpen(bool mayHaveNames) => (Mode & Kinds) switch
    {
        RegularFile => Links > 1 && !mayHaveNames ? $"it has {Links} names (hard links)" : null,
        Folder => "it is a folder",
        0xA000 => "it is a symbolic link",
        0x1000 => "it is a FIFO",
        0xC000 => "it is a socket",
        _ => "it is a device",
    };

    private static FileState? Read(int directory, string path, int flags)
        => Stat(directory, path, flags, BasicStats, out var found) == 0 ? new FileState(found.Mode, found.Links, found.Attributes) : null;

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out KernelState found);

    /// <summary>struct statx, which is the same on every processor, unlike struct stat.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct KernelState
    {
        [FieldOffset(8)]
        public ulong Attributes;

        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
