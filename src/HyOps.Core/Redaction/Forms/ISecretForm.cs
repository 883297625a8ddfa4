namespace HyOps.Core.Redaction.Forms;

/// <summary>One way in which programs write a text down. A new form is one class and one line in <see cref="SecretForms"/>.</summary>
internal interface ISecretForm
{
    /// <summary>The text as this form writes it, in all its variants; equal ones may repeat, and the text itself may be among them.</summary>
    /// <param name="text">A secret, or a line of one; never empty.</param>
    IEnumerable<string> Of(string text);
}
