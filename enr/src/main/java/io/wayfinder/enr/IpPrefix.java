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
        String bits = text.substring(slash + 1);
        if (slash < 0 || !bits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("not a network, such as 192.0.2.0/24: \"" + text + "\"");
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(bits));
    }

    public boolean contains(IpAddress other) {
        return address.samePrefix(other, bits);
    }

    /** {@code address/bits}. */
    @Override
    public String toString() {
        return address + "/" + bits;
    }
}
