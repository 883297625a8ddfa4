namespace HyOps.Core.Files;

/// <summary>What the system's exceptions mean. .NET keeps the errno of an IOException in its HResult.</summary>
public static class SystemErrors
{
    private const int NotPermitted = 1;
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int AccessDenied = 13;
    private const int NotDirectory = 20;
    private const int IsDirectory = 21;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOnMac = 69;
    private const int Quota = 122;

    /// <summary>Whether the exception comes from the file system.</summary>
    public static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the exception says that somebody else holds a lock.</summary>
    public static bool IsLocked(IOException exception) => exception.HResult is WouldBlock or WouldBlockOnMac;

    /// <summary>Whether a call's errno says that somebody else holds a lock.</summary>
    public static bool IsLocked(int errno) => errno is WouldBlock or WouldBlockOnMac;

    /// <summary>The reason in one word.</summary>
    public static FileProblem ProblemOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => FileProblem.Missing,
        UnauthorizedAccessException { InnerException: IOException inner } => ProblemOf(inner) is FileProblem.Other ? FileProblem.Permission : ProblemOf(inner),
        UnauthorizedAccessException => FileProblem.Permission,
        _ => exception.HResult switch
        {
            NotPermitted or AccessDenied => FileProblem.Permission,
            NotDirectory => FileProblem.IsNotDirectory,
            IsDirectory => FileProblem.IsDirectory,
            NoSpace or Quota or QuotaOnMac => FileProblem.DiskFull,
            ReadOnly => FileProblem.ReadOnlyFileSystem,
            _ => FileProblem.Other,
        },
    };
}
