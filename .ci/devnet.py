"""Starts ./wayfinder devnet and uses it over JSON-RPC, as the README tells a newcomer to."""

import json
import subprocess
import sys
import time
import urllib.request


def call(url, method, *params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        answer = json.load(response)
    if "error" in answer:
        raise SystemExit(f"{method}: {answer['error']}")
    return answer["result"]


def expect(what, holds):
    print(("ok   " if holds else "FAIL ") + what, flush=True)
    if not holds:
        raise SystemExit(1)


def main():
    started = time.time()
    command = ["./wayfinder", "devnet", "--for", "20s", "--json", "--rpc-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as devnet:
        ready = json.loads(devnet.stdout.readline())
        print(f"ready after {time.time() - started:.1f} s")
        url = ready["rpc"]
        expect("ready event with 50 records", ready["event"] == "ready" and len(ready["enrs"]) == 50)
        info = call(url, "discv5_nodeInfo")
        expect("nodeInfo is the ready node", info["enr"] == ready["enr"] and info["nodeId"] == ready["nodeId"])
        table = call(url, "discv5_routingTableInfo")
        expect("a table with nodes", sum(len(bucket) for bucket in table["buckets"]) >= 30)
        found = call(url, "discv5_recursiveFindNodes", ready["nodeId"][:-1] + "0")
        expect("a lookup finds 16 nodes", len(found) == 16)
        other = [enr for enr in ready["enrs"] if enr != ready["enr"]][-1]
        pong = call(url, "discv5_ping", other)
        expect("a node answers a ping", pong["recipientIP"] == "127.0.0.1")
        peers = call(url, "wayfinder_peers", {"limit": 100})
        expect("live peers", len(peers["peers"]) >= 30)
        with urllib.request.urlopen(url + "health", timeout=5) as health:
            expect("healthy", health.status == 200)
        expect("exit code 0 at the end of --for", devnet.wait(timeout=60) == 0)
        expect("nothing else on stdout", devnet.stdout.read() == "")
    print("devnet: 8 passed, 0 failed")


if __name__ == "__main__":
    sys.exit(main())
