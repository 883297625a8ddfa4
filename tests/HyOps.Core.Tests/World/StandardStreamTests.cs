using HyOps.Core.World;

namespace HyOps.Core.Tests.World;

public sealed class StandardStreamTests
{
    [Fact]
    public void Lost_data_is_an_error_once()
    {
        using var stream = new StandardStream(() => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), isData: true);

        var lost = Assert.Throws<OutputLostException>(() => stream.Write("a"u8));
        stream.Write("b"u8);

        Assert.Equal("standard output cannot be written: the disk or its quota is full", lost.Message);
        Assert.Equal(ExitCode.OperatorError, lost.ExitCode);
    }

    [Fact]
    public void Lost_narration_stops_nothing()
    {
        using var stream = new StandardStream(() => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), isData: false);

        stream.Write("a"u8);
        stream.Write("b"u8);
    }
}
