package io.wayfinder.rpc;

/** What stands in examples: valid, so that they can be tried with nothing but their nodes exchanged. */
final class Examples {

    /** The record of EIP-778. */
    static final String ENR =
            "enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjzCBOonrkTfj499SZuOh8R33Ls8RRcy5wBgmlkgnY0gmlwhH8AAAGJ"
                    + "c2VjcDI1NmsxoQPKY0yuDUmstAHYpMa2_oxVtw0RW_QAdpzBQA8yWM0xOIN1ZHCCdl8";

    /** Its node. */
    static final String NODE_ID = "0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7";

    static final String OTHER_ID = "0x2f8a7d0c3e3f1b4d5a6978c0ffee00112233445566778899aabbccddeeff0011";

    /** "example". */
    static final String PROTOCOL = "0x6578616d706c65";

    static final String PEER = "{\"nodeId\":\"" + NODE_ID + "\",\"enr\":\"" + ENR + "\",\"seq\":\"1\","
            + "\"endpoints\":{\"udp\":\"127.0.0.1:30303\"},\"ip\":\"127.0.0.1\",\"udp\":30303,"
            + "\"firstSeen\":1795305600000,\"lastSeen\":1795305660000,\"live\":true,\"checks\":2,\"rttMs\":31}";

    private Examples() {}
}
