using System.Text;
using HyOps.Contracts.Yaml;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Problems;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>A break-glass file on disk, closed.</summary>
/// <param name="settings">Which file.</param>
/// <param name="projectRoot">The absolute folder that it is relative to.</param>
internal sealed class GlassFile(BreakGlassSettings settings, string projectRoot)
{
    private const int Limit = 4 * 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The path, for people.</summary>
    public string Shown => settings.File;

    /// <summary>The absolute path.</summary>
    public string FullPath { get; } = Path.Combine(projectRoot, settings.File);

    /// <summary>Whether there is anything at its place.</summary>
    public bool Exists => Path.Exists(FullPath) || new FileInfo(FullPath).LinkTarget is not null;

    /// <summary>How it is written down: its name says so, as for sops.</summary>
    /// <exception cref="BreakGlassException">The name says none of the three.</exception>
    public SopsFormat Format => Path.GetExtension(settings.File) switch
    {
        ".yaml" or ".yml" => SopsFormat.Yaml,
        ".json" => SopsFormat.Json,
        ".env" => SopsFormat.Dotenv,
        _ => throw BreakGlassException.UnknownFormat(Shown),
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="Core.HyOpsException">It is not there, cannot be read, or is no SOPS document.</exception>
    public SopsDocument Read() => !Exists ? throw BreakGlassException.NotThere(Shown) : Parse(Text(PrivateFile.Read(FullPath, Limit)));

    /// <summary>Reads what would be in it.</summary>
    public SopsDocument Parse(string text)
    {
        if (Format is SopsFormat.Dotenv)
        {
            return SopsDocument.ReadDotenv(Shown, text);
        }

        var problems = new ProblemList();
        var map = YamlFile.ParseMap(text, Shown, problems);
        return map is null || problems.HasErrors ? throw BreakGlassException.Unreadable(problems.ToImmutable()[0]) : SopsDocument.Read(map, text);
    }

    private string Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw BreakGlassException.NotText(Shown);
        }
    }
}
