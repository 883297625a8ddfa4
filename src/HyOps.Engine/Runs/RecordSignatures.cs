namespace HyOps.Engine.Runs;

/// <summary>Where the signature of a record lies: beside the manifest, under the name that its program gives it.</summary>
public static class RecordSignatures
{
    /// <summary>The program of OpenPGP signatures.</summary>
    public const string Gpg = "gpg";

    /// <summary>The program of SSH signatures.</summary>
    public const string SshKeygen = "ssh-keygen";

    /// <summary>What SSH signatures are for (<c>-n</c>), so that none made for something else fits.</summary>
    public const string Namespace = "hyops-run";

    /// <summary>The signature's file name.</summary>
    /// <param name="program">The program.</param>
    public static string FileOf(string program) => RunJournal.ManifestFile + (program == SshKeygen ? ".sig" : ".asc");

    /// <summary>The signatures' files in a record that may be there.</summary>
    internal static List<string> FilesOf(string directory) => [Path.Combine(directory, FileOf(Gpg)), Path.Combine(directory, FileOf(SshKeygen))];
}
