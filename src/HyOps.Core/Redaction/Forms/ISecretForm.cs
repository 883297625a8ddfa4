using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>
/// One way in which programs write a text down that no view undoes. A new form is one class and one line in <see cref="SecretForms"/>.
/// </summary>
internal interface ISecretForm
{
    /// <summary>Its name, for people: <c>base64</c>.</summary>
    string Name { get; }

    /// <summary>Whether programs write its letters in either case; such a form is ASCII.</summary>
    bool IgnoresCase => false;

    /// <summary>How its characters become bytes.</summary>
    Encoding Encoding => Encoding.UTF8;

    /// <summary>The text as this form writes it, in all its variants; equal ones may repeat, and the text itself may be among them.</summary>
    /// <param name="text">A secret, or a line of one; never empty.</param>
    IEnumerable<string> Of(string text);
}
