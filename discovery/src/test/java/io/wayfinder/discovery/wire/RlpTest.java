package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.randomBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.junit.jupiter.api.Test;

/** The writer against tuweni-rlp, which knows how RLP is written, and the reader against the writer. */
class RlpTest {

    @Test
    void stringsOfEverySizeAreWrittenAsTuweniWritesThem() throws MalformedException {
        for (int size = 0; size <= 1300; size++) {
            Bytes string = Bytes.repeat((byte) 0xab, size);
            Bytes encoded = new RlpWriter(8).string(string).toBytes();
            assertEquals(RLP.encodeValue(string), encoded);
            RlpReader reader = reader(encoded);
            assertEquals(string, reader.string(size));
            assertFalse(reader.hasNext());
        }
        Bytes huge = Bytes.repeat((byte) 1, 70_000);
        assertEquals(RLP.encodeValue(huge), new RlpWriter(8).string(huge).toBytes());
        assertEquals(huge, reader(RLP.encodeValue(huge)).string(70_000));
    }

    @Test
    void everySingleByteIsWrittenAsTuweniWritesIt() throws MalformedException {
        for (int value = 0; value < 256; value++) {
            Bytes encoded = new RlpWriter(8).string(Bytes.of(value)).toBytes();
            assertEquals(RLP.encodeValue(Bytes.of(value)), encoded);
            assertEquals(Bytes.of(value), reader(encoded).string(1));
        }
    }

    @Test
    void integersAreWrittenAsTuweniWritesThem() {
        Cases.run(20_000, random -> {
            long value = RandomMessages.uint64(random);
            Bytes encoded = new RlpWriter(1).uint(value).toBytes();
            assertEquals(RLP.encodeValue(Bytes.ofUnsignedLong(value).trimLeadingZeros()), encoded);
            assertEquals(value, uint64(encoded));
        });
    }

    @Test
    void nestedListsAreWrittenAsTuweniWritesThem() {
        Cases.run(5_000, random -> {
            List<Bytes> inner = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                inner.add(randomBytes(random, random.nextInt(120)));
            }
            Bytes tail = randomBytes(random, random.nextInt(60));
            RlpWriter out = new RlpWriter(1);
            int outer = out.beginList();
            int list = out.beginList();
            inner.forEach(out::string);
            out.endList(list).string(tail).endList(outer);
            Bytes expected = RLP.encodeList(writer -> {
                writer.writeList(inner, (items, item) -> items.writeValue(item));
                writer.writeValue(tail);
            });
            assertEquals(expected, out.toBytes());
        });
    }

    @Test
    void capacityIsNoBound() {
        Bytes item = Bytes.fromHexString("0x820304");
        for (int capacity = 0; capacity <= 16; capacity++) {
            RlpWriter out = new RlpWriter(capacity).raw(1);
            int list = out.beginList();
            Bytes written = out.item(item).item(item).endList(list).toBytes();
            assertEquals(Bytes.fromHexString("0x01c6820304820304"), written, "capacity " + capacity);
        }
    }

    @Test
    void itemIsGivenAsItIsEncoded() throws MalformedException {
        RlpReader reader = reader(Bytes.fromHexString("0x05c20102820304"));
        assertEquals(Bytes.of(5), reader.item());
        assertEquals(Bytes.fromHexString("0xc20102"), reader.item());
        assertEquals(Bytes.fromHexString("0x820304"), reader.item());
        assertEquals(
                Rejection.BAD_MESSAGE,
                assertThrows(MalformedException.class, reader::item).reason());
    }

    @Test
    void integerOverTheCeilingIsTheCeiling() throws MalformedException {
        assertEquals(256, reader(Bytes.fromHexString("0x820100")).saturatedUint(257));
        assertEquals(257, reader(Bytes.fromHexString("0x820101")).saturatedUint(257));
        assertEquals(257, reader(Bytes.fromHexString("0x84ffffffff")).saturatedUint(257));
        assertEquals(0x1000000, reader(Bytes.fromHexString("0x8401000000")).saturatedUint(Integer.MAX_VALUE));
        assertEquals(257, reader(Bytes.fromHexString("0x850100000000")).saturatedUint(257));
        assertEquals(
                Integer.MAX_VALUE, reader(Bytes.fromHexString("0x8480000000")).saturatedUint(Integer.MAX_VALUE));
    }

    @Test
    void malformedCostsNoStackTrace() {
        assertEquals(0, new MalformedException(Rejection.BAD_RLP).getStackTrace().length);
    }

    private static RlpReader reader(Bytes encoded) {
        return RlpReader.of(encoded.toArrayUnsafe(), 0);
    }

    private static long uint64(Bytes encoded) {
        try {
            return reader(encoded).uint64();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
