"""The form that the gallery shows: one field of every kind."""

from django import forms


class SampleForm(forms.Form):
    """Never sent anywhere."""

    name = forms.CharField(min_length=2, help_text="As members will read it.")
    email = forms.EmailField(label="E-mail")
    slogan = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(
        choices=[("product", "Product"), ("interest", "Interest"), ("knowledge", "Knowledge")], widget=forms.RadioSelect
    )
    scene = forms.ChoiceField(choices=[("", "Choose one"), ("dinner", "Dinner"), ("office", "Office")])
    capacity = forms.IntegerField(min_value=1, initial=200)
    starts = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    rules = forms.BooleanField(label="I have read the rules and keep them.")
