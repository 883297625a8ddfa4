using HyOps.Core;
using HyOps.Core.Secrets;

namespace HyOps.Vault;

/// <summary>A body that is no env file, or values that cannot be written as one. The message names lines and keys, never a value.</summary>
public sealed class EnvFileException : HyOpsException
{
    private const string Edit = "correct the line: ansible-vault edit";

    private EnvFileException(string message, string nextStep)
        : base(ExitCode.SecretsFailed, message, nextStep)
    {
    }

    internal static EnvFileException NotAssignment(string origin, int line) =>
        new($"{origin}({line}): the line is neither KEY=value nor a comment (it is not shown: it may hold a secret)", Edit);

    internal static EnvFileException NotKey(string origin, int line) =>
        new($"{origin}({line}): what stands before '=' is no key: a key is [A-Za-z_][A-Za-z0-9_]*", Edit);

    internal static EnvFileException OpenQuote(string origin, int line, SecretName key) =>
        new($"{origin}({line}): the quoted value of {key} has no closing quote on its line", $"write line ends inside a value as \\n; {Edit}");

    internal static EnvFileException AfterQuote(string origin, int line, SecretName key) =>
        new($"{origin}({line}): something follows the closing quote of {key}", $"write quotes inside a value as \\\"; {Edit}");

    internal static EnvFileException Duplicate(string origin, int line, int first, SecretName key) =>
        new($"{origin}({line}): {key} is already set on line {first}", $"remove one of the two lines; {Edit}");

    internal static EnvFileException Reserved(string origin, int line, SecretName key) =>
        new($"{origin}({line}): {key} may not be in a bundle: it would change how programs load or run", AllowOrRename(key));

    internal static EnvFileException Nul(string origin, int line) =>
        new($"{origin}({line}): the line holds a NUL character, which no environment variable can", Edit);

    internal static EnvFileException NotUtf8(string origin, int line) =>
        new($"{origin}({line}): the line is not UTF-8", $"save the text as UTF-8; {Edit}");

    internal static EnvFileException NulIn(SecretName key) =>
        new($"{key}: the value holds a NUL character, which no environment variable can", "encode the value, for example with base64");

    internal static EnvFileException NotText(SecretName key) =>
        new($"{key}: the value is no Unicode text (a surrogate stands alone), so UTF-8 cannot hold it", "encode the value, for example with base64");

    internal static EnvFileException ReservedKey(SecretName key) =>
        new($"{key}: may not be in a bundle: it would change how programs load or run", AllowOrRename(key));

    private static string AllowOrRename(SecretName key) =>
        $"give it another name; or, where it must be, allow it in environment.yml: secrets: {{ allow_reserved: [{key}] }}";
}
