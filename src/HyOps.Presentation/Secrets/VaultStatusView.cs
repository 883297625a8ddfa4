using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>How it is with a bundle and its password, for a person.</summary>
public static class VaultStatusView
{
    /// <summary>Writes all of it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="status">What was seen.</param>
    public static void Write(Screen screen, VaultStatus status)
    {
        screen.WriteLine($"environment  {status.Environment}");
        screen.WriteLine($"root         {Foreign.Line(status.Root)}");
        screen.WriteLine($"bundle       {Foreign.Line(status.Bundle)}{(status.Exists ? "" : " (none yet: 'hyops secrets ensure' or 'set' creates it)")}");
        screen.WriteLine($"password     {PasswordOf(status)}");
        screen.WriteLine(
            $"vault        {Word(status)}{(status.Readiness.Keys is { } keys ? $", {keys} {(keys == 1 ? "key" : "keys")}" : "")}",
            status.Readiness.IsReady ? TextStyle.Good : TextStyle.Bad);
    }

    /// <summary>Writes the one word that scripts read: <c>ready</c> or <c>not ready</c>.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="status">What was seen.</param>
    public static void WriteWord(Screen screen, VaultStatus status) => screen.WriteLine(Word(status), status.Readiness.IsReady ? TextStyle.Good : TextStyle.Bad);

    /// <summary>Writes why it is not ready, and what to do; nothing where it is.</summary>
    /// <param name="screen">Where to: standard error.</param>
    /// <param name="status">What was seen.</param>
    /// <param name="mask">Hides secrets: commands of others speak here.</param>
    public static void WriteReason(Screen screen, VaultStatus status, Func<string, string> mask)
    {
        if (status.Readiness.Reason is { } reason)
        {
            screen.WriteLine($"not ready: {Foreign.Line(mask(reason))}", TextStyle.Bad);
            screen.WriteLine($"next: {Foreign.Line(mask(status.Readiness.Fix ?? ""))}");
        }
    }

    private static string Word(VaultStatus status) => status.Readiness.IsReady ? "ready" : "not ready";

    private static string PasswordOf(VaultStatus status) =>
        status.Readiness.Source is { } source ? Foreign.Line(source)
        : status.Readiness.IsReady ? "generated with the first secret, for this environment alone"
        : $"looked for in: {Foreign.Line(string.Join(", ", status.Places))}";
}
