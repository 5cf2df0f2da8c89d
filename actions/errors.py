"""What can go wrong between an action and the services it asks. The server turns each into `ok: false`."""


class ServiceError(Exception):
    """Another service did not do what it was asked.

    * ServiceError
        * ServiceUnreachable   no connection, or no answer in time
        * ServiceRefused       an answer that is an error
            * NotFound         there is no such thing
        * UnexpectedAnswer     an answer that does not read as agreed
    """


class ServiceUnreachable(ServiceError):
    pass


class ServiceRefused(ServiceError):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class NotFound(ServiceRefused):
    pass


class UnexpectedAnswer(ServiceError):
    pass
