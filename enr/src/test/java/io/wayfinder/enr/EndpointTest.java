package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:30303",
                "[::1]:30303",
                "0.0.0.0:0",
                "[fe80::1%2]:9000",
                "192.0.2.1:65535",
                "[2001:db8::1]:1"
            })
    void textIsReadAndWrittenAlike(String text) {
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                "127.0.0.1:",
                ":30303",
                "::1:30303",
                "[::1]",
                "[::1]:",
                "[::1]:65536",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.0.0.1:030",
                "127.0.0.1: 1",
                "[127.0.0.1]:1",
                "[fe80::1%eth0]:1",
                "[fe80::1%]:1",
                "localhost:30303",
                "[::1:1",
                "::1]:1",
                "127.0.0.1:99999999999",
                "[]:1",
                "[::ffff:1.2.3.4%2]:1"
            })
    void whatIsNoEndpointIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    }

    @Test
    void partsOutOfRangeAreRefused() {
        IpAddress v4 = IpAddress.parse("127.0.0.1");

        assertThrows(IllegalArgumentException.class, () -> Endpoint.of(v4, 65_536));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.of(v4, -1));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint(v4, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint(IpAddress.parse("fe80::1"), -1, 1));
    }
}
