using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>How it is with a bundle and its password, for a person.</summary>
public static class VaultStatusView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="status">What was seen.</param>
    public static void Write(Screen screen, VaultStatus status)
    {
        screen.WriteLine($"environment  {status.Environment}");
        screen.WriteLine($"root         {Foreign.Line(status.Root)}");
        screen.WriteLine($"bundle       {Foreign.Line(status.Bundle)}");
        if (status.Keys is { } keys)
        {
            screen.WriteLine($"opens        yes, {keys} {(keys == 1 ? "key" : "keys")}", TextStyle.Good);
            screen.WriteLine($"password     {Foreign.Line(status.PasswordSource ?? "")}");
        }
        else
        {
            screen.WriteLine("opens        there is none yet: 'hyops secrets ensure' or 'set' creates it", TextStyle.Warning);
            screen.WriteLine($"password     looked for in: {Foreign.Line(string.Join(", ", status.Places))}");
        }
    }
}
