package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The example of EIP-778, "Test Vectors". */
class SpecificationVectorTest {

    private static final String TEXT =
            "enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjzCBOonrkTfj499SZuOh8R33"
                    + "Ls8RRcy5wBgmlkgnY0gmlwhH8AAAGJc2VjcDI1NmsxoQPKY0yuDUmstAHYpMa2_oxVtw0RW_QAdpzBQA8yWM0xOIN1ZHCCdl8";

    @Test
    void exampleIsDecoded() {
        NodeRecord record = Records.valid(EnrText.decode(TEXT, Records.CURVE));

        assertEquals(
                "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7",
                record.nodeId().toString());
        assertEquals(1, record.seq());
        assertEquals("127.0.0.1:30303", record.udp4().map(Endpoint::toString).orElse("none"));
        assertEquals(TEXT, record.text());
    }

    @Test
    void exampleIsMadeByteForByteFromItsKey() {
        NodeRecord record = new NodeRecordBuilder()
                .put(Entries.IP, IpAddress.parse("127.0.0.1"))
                .put(Entries.UDP, 30_303)
                .sign(Records.KEY, Records.CURVE);

        assertEquals(TEXT, record.text());
    }
}
