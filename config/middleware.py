"""What every request goes through before anything of ours sees it."""

from config.health import is_told_the_token, livez, readyz, refuse_token, status

PROBES = {"/livez": livez, "/readyz": readyz}
STATUS = {"/status", "/status.json", "/status.txt"}


def answer_machines(get_response):
    """Answer probes, and /status with a token, whatever host they name: they ask by address.

    Everything else goes on to where a host that is not in ALLOWED_HOSTS is refused.
    """

    def middleware(request):
        if request.path in PROBES:
            return PROBES[request.path](request)
        if request.path in STATUS and "Authorization" in request.headers:
            answer = status if is_told_the_token(request) else refuse_token
            return answer(request)
        return get_response(request)

    return middleware


def answer_head_as_get(get_response):
    """Answer HEAD wherever GET is answered, as HTTP has it (RFC 9110, 9.3.2).

    Calendar programs and link checkers ask so first. The server then sends the head alone.
    """

    def middleware(request):
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        request.method = "HEAD"
        return response

    return middleware
