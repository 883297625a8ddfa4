using System.Globalization;
using System.Text;
using System.Xml;

namespace HyOps.Presentation.JUnit;

/// <summary>Text that XML 1.0 can hold: tools print what it forbids, even as references (https://www.w3.org/TR/xml/#charsets).</summary>
internal static class XmlText
{
    /// <summary>Every forbidden character as <c>\xNN</c> or <c>\uNNNN</c>, so that a reader sees that something stood there.</summary>
    public static string Of(string text)
    {
        var index = FirstForbidden(text, 0);
        if (index == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        var begin = 0;
        for (; index < text.Length; index = FirstForbidden(text, begin))
        {
            clean.Append(text, begin, index - begin).Append(Escape(text[index]));
            begin = index + 1;
        }

        return clean.Append(text, begin, text.Length - begin).ToString();
    }

    private static string Escape(char c) => c < 0x100 ? $"\\x{((int)c).ToString("x2", CultureInfo.InvariantCulture)}" : $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}";

    private static int FirstForbidden(string text, int index)
    {
        while (index < text.Length)
        {
            if (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
            {
                index += 2;
            }
            else if (XmlConvert.IsXmlChar(text[index]))
            {
                index++;
            }
            else
            {
                break;
            }
        }

        return index;
    }
}
