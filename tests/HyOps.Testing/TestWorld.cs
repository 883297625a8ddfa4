using System.Text;
using HyOps.Core.World;

namespace HyOps.Testing;

/// <summary>Surroundings for tests: a home of their own, captured streams, and a PATH that finds the machine's tools.</summary>
public sealed class TestWorld : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    /// <summary>The folder that everything happens in; <c>HOME</c> is its <c>home</c>.</summary>
    public TempFolder Folder { get; } = new("world");

    /// <summary>What was written to standard output so far.</summary>
    public string Output => output.ToString();

    /// <summary>What was written to standard error so far.</summary>
    public string Error => error.ToString();

    /// <summary>The clock, which stands still unless a test moves it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Builds the surroundings.</summary>
    /// <param name="variables">Variables beside HOME and PATH; a null value removes one.</param>
    /// <param name="input">What standard input holds.</param>
    public Surroundings Surroundings(IReadOnlyDictionary<string, string?>? variables = null, string input = "")
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = Folder.CreateFolder("home"),
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["LANG"] = "C.UTF-8",
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            all.Remove(name);
            if (value is not null)
            {
                all[name] = value;
            }
        }

        return new Surroundings
        {
            Clock = Clock,
            Variables = all,
            WorkingDirectory = Folder.FullPath,
            Terminal = new Terminal { In = new MemoryStream(Encoding.UTF8.GetBytes(input)), Out = output, Error = error },
            HostName = "test-host",
            UserName = "tester",
            ProcessId = Environment.ProcessId,
            ProcessorCount = 2,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Folder.Dispose();
        output.Dispose();
        error.Dispose();
    }
}
