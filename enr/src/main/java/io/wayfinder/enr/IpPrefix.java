package io.wayfinder.enr;

/**
 * A network: the addresses that share their first bits.
 *
 * @param address with all later bits clear
 * @param bits 0 to 32 or 128
 */
public record IpPrefix(IpAddress address, int bits) {

    /** @throws IllegalArgumentException when {@code bits} does not suit the family or later bits are set */
    public IpPrefix {
        if (!address.prefix(bits).equals(address)) {
            throw new IllegalArgumentException(address + " has bits set after the first " + bits);
        }
    }

    /** {@code 192.0.2.0/24} or {@code 2001:db8::/32}; @throws IllegalArgumentException otherwise */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a network, such as 192.0.2.0/24: \"" + text + "\"");
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), bits(text.substring(slash + 1), text));
    }

    /**
     * The network of an address, as users write it: {@code 127.3.4.5/8} is {@code 127.0.0.0/8}, and an address alone is all
     * there is in its network.
     *
     * @throws IllegalArgumentException with one line for a person
     */
    public static IpPrefix containing(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? address.bitLength() : bits(text.substring(slash + 1), text);
        return new IpPrefix(address.prefix(bits), bits);
    }

    public boolean contains(IpAddress other) {
        return address.samePrefix(other, bits);
    }

    /** {@code address/bits}. */
    @Override
    public String toString() {
        return address + "/" + bits;
    }

    private static int bits(String digits, String text) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("not a number of bits: \"" + digits + "\" in \"" + text + "\"");
        }
        return Integer.parseInt(digits);
    }
}
