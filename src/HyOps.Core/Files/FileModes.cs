namespace HyOps.Core.Files;

/// <summary>The modes that files and directories of a runtime root have, and how they are written for people.</summary>
public static class FileModes
{
    /// <summary>0600: what every file has that we write.</summary>
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700: what every directory has that we create.</summary>
    public const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Any right of group and others.</summary>
    public const UnixFileMode AnyOfOthers = (UnixFileMode)0b111_111;

    /// <summary>The right of group or others to write.</summary>
    public const UnixFileMode WriteOfOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The mode as chmod takes it: <c>0600</c>.</summary>
    /// <param name="mode">The mode.</param>
    public static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode, toBase: 8).PadLeft(3, '0');

    /// <summary>The path as a shell reads it back, for commands that people copy.</summary>
    /// <param name="path">The path.</param>
    public static string ShellQuoted(string path) => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
