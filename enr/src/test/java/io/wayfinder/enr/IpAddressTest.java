package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    /** The examples and rules of RFC 5952, section 4, and the edges of the run of zeros. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:AAAA::, 2001:db8:aaaa::",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:1:1:1:1:1:1, ::1:1:1:1:1:1",
        "1:1:1:1:1:1:0:0, 1:1:1:1:1:1::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.1, 192.0.2.1",
    })
    void literalsAreReadAndWrittenCanonically(String literal, String canonical) {
        assertEquals(canonical, IpAddress.parse(literal).toString());
        assertEquals(IpAddress.parse(literal), IpAddress.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "01.2.3.4",
                "1.2.3.4 ",
                "0x7f.0.0.1",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                ":",
                ":::",
                "1:",
                ":1",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "g::",
                "::1%0",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "::-1",
                "::1.2.3.4.5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "\u0661.2.3.4",
                "::\u0661",
                "+1.2.3.4"
            })
    void whatIsNoLiteralIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    }

    /** The JDK's reading of the text is the second opinion: bytes with many zeros, where the rules are. */
    @Test
    void randomAddressesComeBackFromTheirText() throws UnknownHostException {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
            }
            IpAddress address = IpAddress.of(Bytes.wrap(bytes));

            assertEquals(address, IpAddress.parse(address.toString()));
            assertEquals(
                    address.bytes(),
                    Bytes.wrap(InetAddress.getByName(address.toString()).getAddress()));
        }
    }

    @Test
    void mappedAddressesAreIpv4() {
        Bytes mapped = Bytes.fromHexString("00000000000000000000ffff7f000001");

        assertEquals(IpAddress.parse("127.0.0.1"), IpAddress.of(mapped));
        assertEquals(4, IpAddress.of(mapped).bytes().size());
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(true, 0, 0xffff_7f00_0001L));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(false, 0, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(Bytes.wrap(new byte[5])));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 24, 192.0.2.0",
        "192.0.2.255, 32, 192.0.2.255",
        "192.0.2.255, 31, 192.0.2.254",
        "192.0.2.255, 0, 0.0.0.0",
        "2001:db8:ffff:ffff:ffff::, 64, 2001:db8:ffff:ffff::",
        "2001:db8:ffff:ffff:ffff::, 65, 2001:db8:ffff:ffff:8000::",
        "2001:db8:ffff:ffff:ffff::, 48, 2001:db8:ffff::",
        "2001:db8::1, 128, 2001:db8::1",
        "ffff::1, 0, ::",
    })
    void prefixClearsTheLaterBits(String address, int bits, String prefix) {
        assertEquals(IpAddress.parse(prefix), IpAddress.parse(address).prefix(bits));
        assertTrue(IpAddress.parse(address).samePrefix(IpAddress.parse(prefix), bits));
    }

    @Test
    void prefixesOfOtherLengthsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> IpAddress.parse("1.2.3.4").prefix(33));
        assertThrows(
                IllegalArgumentException.class, () -> IpAddress.parse("1.2.3.4").prefix(-1));
        assertThrows(
                IllegalArgumentException.class, () -> IpAddress.parse("::1").prefix(129));
    }

    @Test
    void familiesShareNoPrefix() {
        assertFalse(IpAddress.parse("0.0.0.0").samePrefix(IpAddress.parse("::"), 0));
        assertFalse(IpAddress.parse("192.0.2.1").samePrefix(IpAddress.parse("192.0.3.1"), 24));
    }

    @Test
    void orderIsIpv4ThenUnsigned() {
        List<IpAddress> sorted = new ArrayList<>();
        for (String text : new String[] {"0.0.0.0", "127.0.0.1", "255.0.0.1", "::", "1::", "1::8000:0:0:0", "8000::"}) {
            sorted.add(IpAddress.parse(text));
        }
        List<IpAddress> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);

        assertEquals(sorted, shuffled);
    }
}
