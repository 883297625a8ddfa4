using System.Globalization;

namespace HyOps.FakeTool;

/// <summary>Verbs that write and read.</summary>
internal static class Output
{
    internal static int Exit(string code) => int.Parse(code, CultureInfo.InvariantCulture);

    internal static int Print(string text, string error)
    {
        Console.Out.WriteLine(text);
        Console.Error.WriteLine(error);
        return 0;
    }

    /// <summary>Text without a line end, then sleeps until it is interrupted.</summary>
    internal static int Prompt(string text)
    {
        Write(text);
        return Signals.CountInterrupts("0");
    }

    internal static int Flood(string megabytes, bool lines)
    {
        using var output = Console.OpenStandardOutput();
        var block = new byte[1024 * 1024];
        block.AsSpan().Fill((byte)'x');
        for (var at = 99; lines && at < block.Length; at += 100)
        {
            block[at] = (byte)'\n';
        }

        for (var count = int.Parse(megabytes, CultureInfo.InvariantCulture); count > 0; count--)
        {
            output.Write(block);
        }

        return 0;
    }

    internal static int AllBytes()
    {
        using var output = Console.OpenStandardOutput();
        output.Write([.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
        return 0;
    }

    /// <summary>The input on both streams, each byte in a write of its own.</summary>
    internal static int ByteByByte()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        for (var value = input.ReadByte(); value >= 0; value = input.ReadByte())
        {
            output.WriteByte((byte)value);
            error.WriteByte((byte)value);
        }

        return 0;
    }

    internal static int EchoInput()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        input.CopyTo(output);
        return 0;
    }

    internal static int Unknown(string[] args)
    {
        Console.Error.WriteLine($"unknown verb: {string.Join(' ', args)}");
        return 64;
    }

    internal static void Write(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}
