namespace HyOps.Readme.Tests;

/// <summary>What happens while somebody goes through a runbook: pages say what to do when something goes wrong, so something does.</summary>
/// <param name="Command">What the command begins with that comes next; each turn is for the first one after the turn before.</param>
/// <param name="Before">Lines of the shell that come before it; what they print is not the command's.</param>
/// <param name="ExitCode">How the command must end; without it, as the page says.</param>
internal sealed record Turn(string Command, string Before = "", int? ExitCode = null);
