namespace HyOps.Core.Redaction.Forms;

/// <summary>A secret in one form.</summary>
/// <param name="Bytes">What is searched.</param>
/// <param name="Name">The form's name.</param>
/// <param name="IgnoresCase">Whether letters of both cases are the same.</param>
internal sealed record SecretForm(byte[] Bytes, string Name, bool IgnoresCase);
