"""The addresses of invitations."""


urlpatterns: list = []
