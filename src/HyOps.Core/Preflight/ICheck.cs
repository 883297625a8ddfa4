namespace HyOps.Core.Preflight;

/// <summary>One thing that must hold before a run. It changes nothing. One class a check.</summary>
public interface ICheck
{
    /// <summary>Its name, stable, for people and JSON: <c>tool-terraform</c>.</summary>
    string Name { get; }

    /// <summary>The exit code of a preflight that it fails.</summary>
    ExitCode Failure { get; }

    /// <summary>How long it may take; infinite where what it waits for (a person, a password command) has a limit of its own.</summary>
    TimeSpan Limit => TimeSpan.FromSeconds(40);

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Cancelled = what it started is interrupted.</param>
    /// <returns>What it saw; a failure is a result, not an exception.</returns>
    Task<CheckResult> RunAsync(CancellationToken cancellationToken);
}
