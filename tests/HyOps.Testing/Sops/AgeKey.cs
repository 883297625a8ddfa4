using System.Diagnostics;

namespace HyOps.Testing.Sops;

/// <summary>A throw-away age identity, made by the real age-keygen.</summary>
public sealed class AgeKey
{
    /// <summary>Makes one.</summary>
    /// <param name="file">The absolute path of a file that is not there yet.</param>
    public AgeKey(string file)
    {
        FilePath = file;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Run([], "age-keygen", "-o", file);
        Recipient = Run([], "age-keygen", "-y", file).Trim();
    }

    /// <summary>The identity's file, 0600.</summary>
    public string FilePath { get; }

    /// <summary>Its public half.</summary>
    public string Recipient { get; }

    /// <summary>Encrypts for it, armoured.</summary>
    /// <param name="bytes">What.</param>
    public string Wrap(byte[] bytes) => Run(bytes, "age", "--armor", "-r", Recipient);

    /// <summary>Decrypts what was encrypted for an identity.</summary>
    /// <param name="identityFile">The identity's file.</param>
    /// <param name="wrapped">What, armoured.</param>
    public static byte[] Unwrap(string identityFile, string wrapped) =>
        Convert.FromHexString(Run(System.Text.Encoding.ASCII.GetBytes(wrapped), "/bin/sh", "-c", "age --decrypt -i \"$0\" | od -An -v -tx1 | tr -d ' \\n'", identityFile));

    private static string Run(byte[] input, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
    }
}
