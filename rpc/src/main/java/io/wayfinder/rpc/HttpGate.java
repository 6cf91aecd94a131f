package io.wayfinder.rpc;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.wayfinder.enr.IpAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * The attacker meant here is a web page in a browser on this machine: it can send requests to loopback, but says its origin, cannot send
 * JSON's content type unasked, and after DNS rebinding still says its own name as the host.
 */

/** Who may call at all. Each check goes on to the next handler, or ends the request with its status. */
final class HttpGate {

    private final RpcConfig config;

    HttpGate(RpcConfig config) {
        this.config = config;
    }

    /** 403 for a host that is no IP literal, nor {@code localhost}, nor listed. Without a {@code Host} it is no browser. */
    void host(RoutingContext routing) {
        HostAndPort authority = routing.request().authority();
        boolean named = routing.request().headers().contains(HttpHeaders.HOST);
        if (authority == null ? !named : isAllowed(authority.host())) {
            routing.next();
        } else {
            routing.fail(
                    403,
                    new Refusal("this host name is not allowed: use an IP address, or list it in --rpc-allow-host"));
        }
    }

    private boolean isAllowed(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return isLiteral(bare)
                || bare.equalsIgnoreCase("localhost")
                || config.allowHosts().stream()
                        .anyMatch(allowed -> allowed.equals("*") || allowed.equalsIgnoreCase(bare));
    }

    private static boolean isLiteral(String host) {
        try {
            IpAddress.parse(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** 403 for a web page's request, unless its origin is listed; then the browser is told so. */
    void origin(RoutingContext routing) {
        @Nullable String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            routing.next();
        } else if (config.allowOrigins().contains("*") || config.allowOrigins().contains(origin)) {
            routing.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            routing.next();
        } else {
            routing.fail(403, new Refusal("web pages of this origin are not allowed: list it in --rpc-allow-origin"));
        }
    }

    /** Answers a browser that asks before it sends; {@link #origin} has let it through. */
    void preflight(RoutingContext routing) {
        routing.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.name())
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type, authorization")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
                .setStatusCode(204)
                .end();
    }

    /** 401 without the bearer token, where one is needed. */
    void token(RoutingContext routing) {
        if (config.token().isEmpty() || bears(routing.request(), config.token().get())) {
            routing.next();
        } else {
            routing.response().putHeader("WWW-Authenticate", "Bearer");
            routing.fail(
                    401,
                    new Refusal("send the header Authorization: Bearer <token>, with the token of --rpc-token-file"));
        }
    }

    private static boolean bears(HttpServerRequest request, String token) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String scheme = "Bearer ";
        return header != null
                && header.regionMatches(true, 0, scheme, 0, scheme.length())
                // Takes as long for a wrong token as for the right one.
                && MessageDigest.isEqual(
                        header.substring(scheme.length()).trim().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /** 415 for a body that a web page's form could send, or that would have to be unpacked. */
    void contentType(RoutingContext routing) {
        @Nullable String type = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String bare = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        @Nullable String encoding = routing.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (bare.equals("application/json") && (encoding == null || encoding.equalsIgnoreCase("identity"))) {
            routing.next();
        } else {
            routing.fail(415, new Refusal("send JSON with the header Content-Type: application/json, not compressed"));
        }
    }

    /** Why a request is refused, in one line. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(String line) {
            super(line, null, false, false);
        }
    }
}
