using System.Collections.Immutable;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>What was done with the vault password, for a person. It is never in it.</summary>
public static class VaultPasswordView
{
    /// <summary>What <c>bootstrap</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, BootstrapResult result)
    {
        if (result.CreatedKey is { } key)
        {
            screen.WriteLine($"created  GPG key {key}: keep a copy of it safe (gpg --export-secret-keys {key})", TextStyle.Changed);
        }

        if (result.CreatedStore is { } store)
        {
            screen.WriteLine($"created  password store {Foreign.Line(store)}", TextStyle.Changed);
        }

        screen.WriteLine($"{(result.WasStored ? "found   " : "stored  ")} the vault password in {Foreign.Line(result.Provider)}", result.WasStored ? TextStyle.Good : TextStyle.Changed);
        screen.WriteLine($"kept     its command in {Foreign.Line(result.CommandFile)}");
        WriteBundles(screen, "opens   ", result.Opens, TextStyle.Good);
        WriteBundles(screen, "warning  it does not open", result.DoesNotOpen, TextStyle.Warning);
        screen.WriteLine("In a fresh shell, unlock it once: hyops vault password >/dev/null");
    }

    /// <summary>What <c>rekey</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, RekeyResult result)
    {
        switch (result.Leftover)
        {
            case RekeyLeftover.Finished:
                screen.WriteLine("finished what was interrupted; every bundle has the new password", TextStyle.Changed);
                break;
            case RekeyLeftover.Undone:
                screen.WriteLine("undid what was interrupted; every bundle has the password that it had", TextStyle.Good);
                break;
            default:
                screen.WriteLine(result.Bundles.IsEmpty ? "nothing was interrupted" : $"changed  the password of {result.Bundles.Length} {(result.Bundles.Length == 1 ? "bundle" : "bundles")}", TextStyle.Changed);
                break;
        }

        WriteBundles(screen, "rekeyed ", result.Bundles, TextStyle.Good);
        if (result.Provider is { } provider)
        {
            screen.WriteLine($"stored   the new password in {Foreign.Line(provider)}");
        }
        else if (result.SourceToChange is { } source)
        {
            screen.WriteLine($"next: let {Foreign.Line(source)} give the new password, before anything else is run", TextStyle.Warning);
        }
    }

    /// <summary>What <c>reset</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, ResetResult result)
    {
        screen.WriteLine($"removed  the vault password in {Foreign.Line(result.Provider)}", TextStyle.Changed);
        WriteBundles(screen, "warning  nothing opens", result.LockedOut, TextStyle.Warning);
    }

    private static void WriteBundles(Screen screen, string label, ImmutableArray<string> bundles, TextStyle style)
    {
        foreach (var bundle in bundles)
        {
            screen.WriteLine($"{label} {Foreign.Line(bundle)}", style);
        }
    }
}
