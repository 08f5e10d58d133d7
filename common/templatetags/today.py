"""``{% panel panel %}``: a card of Today that an app renders from a template of its own."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context, panel):
    """Render the panel's template with the page's context and, on top of it, its own."""
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
