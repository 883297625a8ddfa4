namespace HyOps.Contracts.Yaml;

/// <summary>How much a YAML file may hold: far beyond what people write, and little enough that no file can hurt.</summary>
public static class YamlLimits
{
    /// <summary>The largest file that is read, in bytes: 4 MiB.</summary>
    public const int Bytes = 4 * 1024 * 1024;

    /// <summary>The deepest nesting of lists and maps, aliases followed.</summary>
    public const int Depth = 64;

    /// <summary>The most values of a file, aliases and merge keys expanded.</summary>
    public const int Values = 100_000;

    /// <summary>The most problems of a file's YAML that are listed before reading stops.</summary>
    public const int Problems = 100;
}
