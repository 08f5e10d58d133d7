"""What every request goes through before anything of ours sees it."""


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
